check-system-user-connected = De systeemgebruiker is gekoppeld

finding-system-user-token-lost = De opgeslagen aanmelding van de systeemgebruiker is verdwenen.
