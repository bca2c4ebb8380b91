check-system-user-reach = The system user can’t open other sites

finding-system-user-opens-other-sites = The system user can open sites other than the ones named: { $number }
