check-delegated-permissions = All delegated permissions are granted

finding-delegated-permissions-missing = Permissions not granted: { $permissions }
finding-delegated-approval-missing = Microsoft says the approval is missing.
