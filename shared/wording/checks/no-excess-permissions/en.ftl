check-no-excess-permissions = Cooperlink Cloud has only the permissions it asks for

problem-excess-permissions = { $app } has more permissions than it asks for
finding-excess-permissions = Permissions granted that Cooperlink Cloud doesn’t ask for: { $permissions }
