check-app-registered = Cooperlink Cloud ist in Ihrer Organisation registriert

finding-app-not-registered = Cooperlink Cloud ist in dieser Organisation nicht registriert.
finding-tenant-gone = Microsoft kennt Ihre Organisation nicht mehr: Sie wurde gelöscht oder stillgelegt.
finding-app-of-another-owner = Die Anwendung, die unter der ID von Cooperlink Cloud registriert ist, gehört nicht Cooperlink.
