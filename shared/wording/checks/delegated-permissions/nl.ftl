check-delegated-permissions = Alle gedelegeerde machtigingen zijn verleend

problem-delegated-permissions-missing = { $app } mist machtigingen
finding-delegated-permissions-missing = Niet-verleende machtigingen: { $permissions }
finding-delegated-approval-missing = Volgens Microsoft ontbreekt de goedkeuring.
