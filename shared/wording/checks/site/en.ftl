check-site = The system user can use the site

# The line above a finding names the site or the library.

finding-site-missing = There is no site at this address, or it was deleted.
finding-site-moved = This site has moved to another address.
finding-site-is-library = This is the address of a library, not of a site: { $similar }, on the site { $above }.
finding-subsite-missing = There is neither a site nor a library at this address. The site above it exists: { $above }.
finding-site-refused = The system user can’t open this site.
finding-site-of-another-organisation = This site belongs to another organisation.
finding-site-locked = This site is locked or archived.
finding-site-without-sharepoint = Your organisation has no SharePoint Online, which this site needs.
finding-site-read-only = Neither the system user nor the administrator who approved can write in this site. It may be locked.
finding-site-write-refused = The system user can read this site, but can’t write in any of its libraries.
finding-site-full = This site is full.
