check-app-registered = Cooperlink Cloud is registered in your organisation

finding-app-not-registered = Cooperlink Cloud is not registered in this organisation.
finding-tenant-gone = Microsoft no longer knows your organisation: it was deleted or shut down.
finding-app-of-another-owner = The application registered under Cooperlink Cloud’s ID doesn’t belong to Cooperlink.
