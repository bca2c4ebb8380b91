check-delegated-permissions = Toutes les autorisations déléguées sont accordées

problem-delegated-permissions-missing = Il manque des autorisations à { $app }
finding-delegated-permissions-missing = Autorisations non accordées : { $permissions }
finding-delegated-approval-missing = Selon Microsoft, il manque l’approbation.
