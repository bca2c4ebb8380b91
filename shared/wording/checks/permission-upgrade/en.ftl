check-permission-upgrade = No new permission is waiting for approval

problem-permission-upgrade-missing = A newer version asks for more permissions
finding-permission-upgrade-missing = A newer version asks for permissions that haven’t been approved yet: { $permissions }. Everything else keeps working.
