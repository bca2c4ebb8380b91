check-permission-upgrade = Aucune nouvelle autorisation n’attend d’approbation

problem-permission-upgrade-missing = Une version plus récente demande d’autres autorisations
finding-permission-upgrade-missing = Une version plus récente demande des autorisations qui ne sont pas encore approuvées : { $permissions }. Tout le reste continue de fonctionner.
