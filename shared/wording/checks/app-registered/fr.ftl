check-app-registered = Cooperlink Cloud est inscrit dans votre organisation

finding-app-not-registered = Cooperlink Cloud n’est pas inscrit dans cette organisation.
finding-tenant-gone = Microsoft ne connaît plus votre organisation : elle a été supprimée ou fermée.
finding-app-of-another-owner = L’application inscrite sous l’ID de Cooperlink Cloud n’appartient pas à Cooperlink.
