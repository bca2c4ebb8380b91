check-sign-in-policy = No rule blocks the system user’s background sign-in
