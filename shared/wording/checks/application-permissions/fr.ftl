check-application-permissions = Toutes les autorisations d’application sont accordées

finding-application-permissions-missing = Autorisations non accordées : { $permissions }
finding-no-application-permissions = Cooperlink Cloud ne demande ici aucune autorisation d’application.
