check-system-user-connected = Der Systembenutzer ist verbunden

finding-system-user-token-lost = Die gespeicherte Anmeldung des Systembenutzers ist nicht mehr vorhanden.
