namespace MultiSession;

/// <summary>Renames sessions. Until the new name is saved the session answers to both, so that neither can be taken.</summary>
internal static class SessionRenaming
{
    public static async ValueTask<SessionResult<SessionEntry<TSession, TConfig>>> RenameAsync<TSession, TConfig>(
        SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, string newName)
        where TSession : class
        where TConfig : class
    {
        if (SessionNameRules.Check(newName) is { } reason) return new(services.Errors.InvalidName(newName, reason));
        var oldName = entry.Name;
        switch (services.Registry.TryBeginRename(entry.Id, newName))
        {
            case SessionReservation.NameTaken: return new(services.Errors.AlreadyExists(newName));
            case SessionReservation.Unavailable: return new(entry.EndedBy ?? services.Errors.Locked(oldName, TimeSpan.Zero));
        }

        entry.SetName(newName);
        var error = await entry.Saver.SaveChangesAsync().ConfigureAwait(false);
        if (error is not null) entry.SetName(oldName);
        services.Registry.EndRename(entry.Id, keepNew: error is null);
        if (error is not null) return new(error);
        Log.SessionRenamed(services.Logger, oldName, entry.Id, newName);
        return new(entry);
    }
}
