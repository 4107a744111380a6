namespace MultiSession;

/// <summary>In the type of a generated builder: this required setting was not given yet, so there is no <c>Build</c>.</summary>
public abstract class SettingMissing
{
    private SettingMissing() { }
}

/// <summary>In the type of a generated builder: this required setting was given.</summary>
public abstract class SettingGiven
{
    private SettingGiven() { }
}
