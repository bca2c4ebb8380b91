check-system-user-reach = De systeemgebruiker kan geen andere sites openen

finding-system-user-opens-other-sites = De systeemgebruiker kan andere sites openen dan de sites die zijn opgegeven: { $number }
