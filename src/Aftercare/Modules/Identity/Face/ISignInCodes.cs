namespace Aftercare.Modules.Identity.Face;

/// <summary>Opens the codes that travel sealed in <see cref="SignInCodeAsked"/>. For whoever sends the message, and only then.</summary>
public interface ISignInCodes
{
    /// <summary>The six digits.</summary>
    string Open(string sealedCode);
}
