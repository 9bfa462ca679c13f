"""The Web API: each method is a plain function from the fake and the arguments to the answer."""
