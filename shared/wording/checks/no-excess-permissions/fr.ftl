check-no-excess-permissions = Cooperlink Cloud n’a que les autorisations qu’il demande

finding-excess-permissions = Autorisations accordées que Cooperlink Cloud ne demande pas : { $permissions }
