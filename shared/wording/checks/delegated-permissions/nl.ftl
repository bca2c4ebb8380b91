check-delegated-permissions = Alle gedelegeerde machtigingen zijn verleend

finding-delegated-permissions-missing = Niet-verleende machtigingen: { $permissions }
finding-delegated-approval-missing = Volgens Microsoft ontbreekt de goedkeuring.
