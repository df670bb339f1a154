"""What happens in the recognition: proposals, the leader's word, the decision, certificates, the ministry."""
