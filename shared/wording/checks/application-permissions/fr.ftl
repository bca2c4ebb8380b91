check-application-permissions = Toutes les autorisations d’application sont accordées

problem-application-permissions-missing = Il manque des autorisations à { $app }
finding-application-permissions-missing = Autorisations non accordées : { $permissions }
finding-no-application-permissions = Cooperlink Cloud ne demande ici aucune autorisation d’application.
