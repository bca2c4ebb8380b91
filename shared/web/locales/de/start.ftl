## The first page: with which account, until when, and what will happen

start-sign-in-as = Melden Sie sich als Administrator von { $domain } an.
start-sign-in-as-unnamed = Melden Sie sich als Administrator Ihrer Organisation an.
start-valid-until = Dieser Link gilt bis
start-stays = Dieser Link gilt, solange { $app } verbunden ist.
start-happens = So läuft es ab
start-happens-account = Sie wählen Ihr Administratorkonto.
start-happens-approval = Sie sehen die Berechtigungen und wählen „Akzeptieren“. Achten Sie auf den Herausgeber unter dem Namen.
start-happens-result = Wir zeigen sofort, was funktioniert und wie Sie Probleme beheben.
start-picture-account = Konto auswählen
start-picture-permissions = Angeforderte Berechtigungen
start-picture-review = Für Ihre Organisation überprüfen
start-picture-accept = Akzeptieren
start-picture-cancel = Abbrechen
start-picture-result = Verbunden
permissions-at-microsoft = So nennt es Microsoft
permissions-use = Wofür wir es nutzen
permissions-never-does = Was es nicht erlaubt
