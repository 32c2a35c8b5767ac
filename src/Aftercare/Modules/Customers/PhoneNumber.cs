namespace Aftercare.Modules.Customers;

/// <summary>How phone numbers are compared and shown.</summary>
internal static class PhoneNumber
{
    /// <summary>The number as it was said, and its digits.</summary>
    public static (string? Said, string? Digits) Of(string? phone)
    {
        var said = string.IsNullOrWhiteSpace(phone) ? null : phone.Trim();
        return (said, said is null ? null : Digits(said));
    }

    /// <summary>The digits alone, without China's country code; null when there are none. `+86 138-1234 5678` and `13812345678` are one number.</summary>
    public static string? Digits(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        if (digits.StartsWith("0086", StringComparison.Ordinal)) digits = digits[4..];
        else if (digits.StartsWith("86", StringComparison.Ordinal) && digits.Length > 11) digits = digits[2..];
        return digits.Length == 0 ? null : digits;
    }

    /// <summary>`138****5678`: enough to recognise a number one knows, too little to call it.</summary>
    public static string? Masked(string? phone) => phone switch
    {
        null => null,
        { Length: >= 11 } => $"{phone[..3]}****{phone[^4..]}",
        { Length: >= 7 } => $"{phone[..2]}****{phone[^2..]}",
        _ => "****",
    };
}
