check-user-access = The people who need Cooperlink Cloud can use it

finding-nobody-assigned = Assignment is required and nobody is assigned.
finding-system-user-not-assigned = Assignment is required, and the system user { $account } is not assigned.
