check-delegated-permissions = Alle delegierten Berechtigungen sind erteilt

problem-delegated-permissions-missing = { $app } fehlen Berechtigungen
finding-delegated-permissions-missing = Nicht erteilte Berechtigungen: { $permissions }
finding-delegated-approval-missing = Laut Microsoft fehlt die Genehmigung.
