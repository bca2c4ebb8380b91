check-site = Der Systembenutzer kann die Website nutzen

# The line above a finding names the site or the library.

finding-site-missing = Unter dieser Adresse gibt es keine Website, oder sie wurde gelöscht.
finding-site-moved = Diese Website hat jetzt eine andere Adresse.
finding-site-is-library = Das ist die Adresse einer Bibliothek, nicht einer Website: { $similar } auf der Website { $above }.
finding-subsite-missing = Unter dieser Adresse gibt es weder eine Website noch eine Bibliothek. Die übergeordnete Website gibt es: { $above }.
finding-site-refused = Der Systembenutzer kann diese Website nicht öffnen.
finding-site-of-another-organisation = Diese Website gehört zu einer anderen Organisation.
finding-site-locked = Diese Website ist gesperrt oder archiviert.
finding-site-without-sharepoint = Ihrer Organisation fehlt SharePoint Online, das diese Website benötigt.
finding-site-read-only = Weder der Systembenutzer noch der Administrator, der genehmigt hat, kann auf dieser Website schreiben. Sie ist möglicherweise gesperrt.
finding-site-write-refused = Der Systembenutzer kann diese Website lesen, aber in keiner ihrer Bibliotheken schreiben.
finding-site-full = Diese Website ist voll.
