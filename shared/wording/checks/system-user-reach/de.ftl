check-system-user-reach = Der Systembenutzer kann keine anderen Websites öffnen

finding-system-user-opens-other-sites = Der Systembenutzer kann auch andere als die genannten Websites öffnen: { $number }
