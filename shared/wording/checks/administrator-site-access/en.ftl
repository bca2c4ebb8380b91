check-administrator-site-access = The administrator can use the same sites and libraries

finding-administrator-without-access = The administrator who approved can’t use { $places }.
