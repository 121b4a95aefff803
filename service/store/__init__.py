"""What outlives the process: jobs, keys, answers to be given again."""
