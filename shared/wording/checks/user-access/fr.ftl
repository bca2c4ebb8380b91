check-user-access = Les personnes qui ont besoin de Cooperlink Cloud peuvent l’utiliser

finding-nobody-assigned = L’affectation est requise et personne n’est affecté.
finding-system-user-not-assigned = L’affectation est requise, et l’utilisateur système { $account } n’est pas affecté.
