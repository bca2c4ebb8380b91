check-application-permissions = Alle Anwendungsberechtigungen sind erteilt

problem-application-permissions-missing = { $app } fehlen Berechtigungen
finding-application-permissions-missing = Nicht erteilte Berechtigungen: { $permissions }
finding-no-application-permissions = Cooperlink Cloud fordert hier keine Anwendungsberechtigungen an.
