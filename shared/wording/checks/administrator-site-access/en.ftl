check-administrator-site-access = The administrator can use the same sites and libraries

problem-administrator-without-access = You can’t open everything the system user opens
finding-administrator-without-access = The administrator who approved can’t use { $places }.
