"""What browsers and hosts get beside the text: first paint, content security policy, files for hosts."""
