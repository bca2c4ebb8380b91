check-administrator-site-access = The administrator can use the same sites and libraries

problem-administrator-without-access = The administrator can’t use every site or library
finding-administrator-without-access = The administrator who approved can’t use { $places }.
