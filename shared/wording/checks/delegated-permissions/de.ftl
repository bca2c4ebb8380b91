check-delegated-permissions = Alle delegierten Berechtigungen sind erteilt

finding-delegated-permissions-missing = Nicht erteilte Berechtigungen: { $permissions }
finding-delegated-approval-missing = Laut Microsoft fehlt die Genehmigung.
