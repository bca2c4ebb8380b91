check-sign-in-policy = Keine Regel verhindert die Anmeldung des Systembenutzers im Hintergrund
