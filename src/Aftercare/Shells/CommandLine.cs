namespace Aftercare.Shells;

/// <summary>The program as a command line. Without a command it serves.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        await using var app = Product.Build(args is ["serve", ..] ? args[1..] : args);
        await Product.MakeReady(app);
        await app.RunAsync();
        return 0;
    }
}
