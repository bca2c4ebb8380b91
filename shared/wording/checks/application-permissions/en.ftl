check-application-permissions = All application permissions are granted

problem-application-permissions-missing = { $app } lacks permissions it needs
finding-application-permissions-missing = Permissions not granted: { $permissions }
finding-no-application-permissions = Cooperlink Cloud asks for no application permissions here.
