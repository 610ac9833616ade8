"""What a test run stands on: throw-away servers, real processes, a mail server, a guard."""
