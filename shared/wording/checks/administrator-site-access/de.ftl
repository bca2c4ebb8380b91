check-administrator-site-access = Der Administrator kann dieselben Websites und Bibliotheken nutzen

problem-administrator-without-access = Sie können nicht alles öffnen, was der Systembenutzer öffnet
finding-administrator-without-access = Der Administrator, der genehmigt hat, kann { $places } nicht nutzen.
