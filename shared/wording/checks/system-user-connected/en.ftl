check-system-user-connected = The system user is connected

finding-system-user-token-lost = The system user’s stored sign-in is gone.
