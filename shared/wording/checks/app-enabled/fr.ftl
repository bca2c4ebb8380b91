check-app-enabled = Cooperlink Cloud est activé dans votre organisation

finding-app-disabled = La connexion à Cooperlink Cloud est désactivée dans cette organisation.
finding-app-disabled-by-microsoft = Microsoft a désactivé Cooperlink Cloud ({ $status }).
finding-app-deactivated = Cooperlink a désactivé l’application Cooperlink Cloud.
