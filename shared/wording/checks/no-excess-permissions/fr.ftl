check-no-excess-permissions = Cooperlink Cloud n’a que les autorisations qu’il demande

problem-excess-permissions = { $app } a plus d’autorisations qu’il n’en demande
finding-excess-permissions = Autorisations accordées que Cooperlink Cloud ne demande pas : { $permissions }
