"""What organisers do in the chat about sign-up. Always asked first, and always in private."""
