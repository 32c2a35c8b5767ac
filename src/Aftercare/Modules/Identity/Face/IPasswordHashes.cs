namespace Aftercare.Modules.Identity.Face;

/// <summary>Turns a password into what may be stored. Slow by design: call it before the gateway, never in a handler.</summary>
public interface IPasswordHashes
{
    string Hash(string password);
}
