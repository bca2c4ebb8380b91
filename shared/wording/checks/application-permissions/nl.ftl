check-application-permissions = Alle toepassingsmachtigingen zijn verleend

problem-application-permissions-missing = { $app } mist machtigingen
finding-application-permissions-missing = Niet-verleende machtigingen: { $permissions }
finding-no-application-permissions = Cooperlink Cloud vraagt hier niet om toepassingsmachtigingen.
