using Aftercare.Platform;

namespace Aftercare.Modules.Messages;

/// <summary>Which addresses a robot may have: those of the messengers, and hosts this installation names (`Messages:RobotHosts`, separated by commas). Nobody can make the server call anything else.</summary>
internal sealed class RobotAddresses(IConfiguration configuration)
{
    private static readonly string[] _messengers = ["qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn", "open.larksuite.com"];

    private readonly string[] _named = configuration["Messages:RobotHosts"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The reason this address is not called, or null.</summary>
    public Refusal? WhyNot(string url)
    {
        var named = Uri.TryCreate(url, UriKind.Absolute, out var uri) && _named.Contains(uri.Authority, StringComparer.OrdinalIgnoreCase);
        return named || (uri is { Scheme: "https", IsDefaultPort: true, UserInfo: "" } && _messengers.Contains(uri.Host, StringComparer.OrdinalIgnoreCase))
            ? null
            : Refusal.Invalid("robot.address", "Url", string.Join(", ", _messengers.Concat(_named)));
    }
}
