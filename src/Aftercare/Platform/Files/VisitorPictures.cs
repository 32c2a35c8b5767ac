namespace Aftercare.Platform;

/// <summary>Pictures that a visitor sends with a form of the portal, without script and without an account.</summary>
internal static class VisitorPictures
{
    /// <summary>Takes in the pictures of the posted form. Refuses too many (`portal.photos-too-many`) and what is no picture (`portal.photo-only`).</summary>
    /// <param name="visitor">Carries the form's own key as name, which nobody else knows: it makes these pictures theirs.</param>
    /// <param name="field">The form's field, for refusals.</param>
    public static async Task<IReadOnlyList<FileId>> TakePictures(this FileRoom room, Caller visitor, HttpContext http, string field, int most)
    {
        var sent = http.Request.Form.Files.Where(file => file.Length > 0).ToList();
        if (sent.Count > most) throw Refusal.Invalid("portal.photos-too-many", field, most);
        var taken = new List<FileId>();
        foreach (var file in sent)
        {
            await using var content = file.OpenReadStream();
            var card = await room.Stage(visitor, content, file.FileName, http.RequestAborted);
            if (!card.MediaType.StartsWith("image/", StringComparison.Ordinal)) throw Refusal.Invalid("portal.photo-only", field, file.FileName);
            taken.Add(card.Id);
        }
        return taken;
    }
}
