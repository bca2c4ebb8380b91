## After the connection was ended: the app is removed from the organisation

disconnect-heading = { $app } aus Ihrem Microsoft 365 entfernen
disconnect-text = Cooperlink hat die Verbindung beendet und die Anmeldung des Systembenutzers gelöscht. Ein Schritt bleibt, und nur Ihre Organisation kann ihn gehen: { $app } in Microsoft Entra löschen.
disconnect-gone-heading = { $app } ist entfernt
disconnect-gone-text = Microsoft lässt { $app } nicht mehr in Ihre Organisation. Was Microsoft vorher ausgestellt hat, läuft innerhalb von etwa einer Stunde ab. Sie können diese Seite schließen.
disconnect-shared-heading = Behalten Sie { $app } in Ihrem Microsoft 365
disconnect-shared-text = Diese Verbindung ist beendet, aber eine andere Verbindung Ihrer Organisation nutzt { $app } noch. Wenn Sie die App löschen, endet auch diese. Sie müssen nichts tun; Sie können diese Seite schließen.
disconnect-remains = Microsoft lässt { $app } noch ein. Nach dem Löschen kann das einige Minuten dauern.
disconnect-unclear = Wir konnten nicht feststellen, ob { $app } entfernt ist: Microsoft hat keine klare Antwort gegeben. Prüfen Sie es in einer Minute erneut.
disconnect-looking = Wir fragen bei Microsoft nach; diese Seite aktualisiert sich von selbst.
disconnect-check = Erneut prüfen
disconnect-how = So entfernen Sie die App
disconnect-open = Öffnen Sie { $app } im Microsoft Entra Admin Center: „Unternehmens-Apps“, { $app }, „Eigenschaften“. Sie brauchen die Rolle Cloudanwendungsadministrator, Anwendungsadministrator oder Globaler Administrator.
disconnect-delete = Wählen Sie „Löschen“ und bestätigen Sie.
disconnect-return = Kommen Sie auf diese Seite zurück und wählen Sie „Erneut prüfen“. Hier muss sich niemand anmelden.
disconnect-account = Diente der Systembenutzer allein { $app }? Dann löschen Sie dieses Konto oder sperren Sie seine Anmeldung, und geben Sie seine Lizenz frei.
