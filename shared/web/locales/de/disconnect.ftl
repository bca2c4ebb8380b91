## After the connection was ended: the app is removed from the organisation

disconnect-heading = { $app } aus Ihrem Microsoft 365 entfernen
disconnect-text = Cooperlink hat die Verbindung beendet und die Anmeldung des Systembenutzers gelöscht. Ein Schritt fehlt noch, und nur Ihre Organisation kann ihn ausführen: Löschen Sie { $app } in Microsoft Entra.
disconnect-gone-heading = { $app } wurde entfernt
disconnect-gone-text = Microsoft lässt { $app } nicht mehr in Ihre Organisation. Zugriff, den Microsoft vorher gewährt hat, läuft innerhalb von etwa einer Stunde ab. Sie können diese Seite schließen.
disconnect-shared-heading = Behalten Sie { $app } in Ihrem Microsoft 365
disconnect-shared-text = Diese Verbindung ist beendet, aber eine andere Verbindung Ihrer Organisation nutzt { $app } noch. Wenn Sie die Anwendung löschen, endet auch die andere. Sie müssen nichts tun; Sie können diese Seite schließen.
disconnect-remains = Microsoft lässt { $app } noch in Ihre Organisation. Nach dem Löschen kann es einige Minuten dauern, bis sich das ändert.
disconnect-unclear = Wir konnten nicht feststellen, ob { $app } entfernt wurde: Microsoft hat keine klare Antwort gegeben. Prüfen Sie es in einer Minute erneut.
disconnect-looking = Wir fragen bei Microsoft nach; diese Seite aktualisiert sich automatisch.
disconnect-check = Erneut prüfen
disconnect-how = So entfernen Sie die Anwendung
disconnect-open = Öffnen Sie { $app } im Microsoft Entra Admin Center: „Unternehmens-Apps“, { $app }, „Eigenschaften“. Sie brauchen eine dieser Rollen: Cloudanwendungsadministrator, Anwendungsadministrator oder Globaler Administrator.
disconnect-delete = Wählen Sie „Löschen“ und bestätigen Sie.
disconnect-return = Kommen Sie auf diese Seite zurück und klicken Sie auf „Erneut prüfen“. Anmelden müssen Sie sich hier nicht.
disconnect-account = War der Systembenutzer nur für { $app } da? Dann löschen Sie dieses Konto oder sperren Sie seine Anmeldung, und geben Sie seine Lizenz frei.
