check-delegated-permissions = All delegated permissions are granted

problem-delegated-permissions-missing = { $app } lacks permissions it needs
finding-delegated-permissions-missing = Permissions not granted: { $permissions }
finding-delegated-approval-missing = Microsoft says the approval is missing.
