check-application-permissions = Alle toepassingsmachtigingen zijn verleend

finding-application-permissions-missing = Niet-verleende machtigingen: { $permissions }
finding-no-application-permissions = Cooperlink Cloud vraagt hier niet om toepassingsmachtigingen.
