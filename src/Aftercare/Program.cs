using Aftercare.Shells;

return await CommandLine.Run(args);

public partial class Program;
