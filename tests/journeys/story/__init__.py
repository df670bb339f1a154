"""One product's way through every desk: what each person does in the browser, a module for each role."""
